callBoard("hello");
export default () => {};
