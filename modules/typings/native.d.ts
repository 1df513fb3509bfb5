/**
 * The native modules that every host supplies. The SDK's typings describe most of them; what they lack stands in the
 * files beside this one.
 */
/// <reference path="../../node_modules/@moddable/typings/xs.d.ts" />
/// <reference path="../../node_modules/@moddable/typings/timer.d.ts" />
/// <reference path="../../node_modules/@moddable/typings/text/encoder.d.ts" />
/// <reference path="../../node_modules/@moddable/typings/text/decoder.d.ts" />
/// <reference path="../../node_modules/@moddable/typings/Resource.d.ts" />
/// <reference path="../../node_modules/@moddable/typings/qrcode.d.ts" />
/// <reference path="../../node_modules/@moddable/typings/commodetto/Bitmap.d.ts" />
/// <reference path="../../node_modules/@moddable/typings/commodetto/PixelsOut.d.ts" />
/// <reference path="../../node_modules/@moddable/typings/commodetto/Poco.d.ts" />
/// <reference path="../../node_modules/@moddable/typings/commodetto/parseBMF.d.ts" />
