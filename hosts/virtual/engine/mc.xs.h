/*
 * The identifiers Moddable's native modules are compiled with: the SDK's tools number them at build time, here they
 * are looked up by name.
 */
#define xsID_input xsID("input")
#define xsID_maxVersion xsID("maxVersion")
#define xsID_size xsID("size")
