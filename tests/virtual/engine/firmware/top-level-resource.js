export const font = new Resource("font.bin");
export default () => {};
