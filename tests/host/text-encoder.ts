/** The SDK's `text/encoder` for tests of `modules/` outside XS. */
export default TextEncoder;
