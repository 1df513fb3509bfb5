/** The SDK's `text/decoder` for tests of `modules/` outside XS. */
export default TextDecoder;
