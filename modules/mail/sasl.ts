export { CRAMMD5 } from "./sasl/cram-md5";
export { Login } from "./sasl/login";
export { checkIdentity, type Mechanism, passwordForms, type TokenRefusal } from "./sasl/mechanism";
export { passwordMechanisms, tokenMechanisms } from "./sasl/mechanisms";
export { OAuthBearer } from "./sasl/oauth-bearer";
export { Plain } from "./sasl/plain";
export { redact, redactFailure, withRefusal } from "./sasl/redact";
export { XOAUTH2 } from "./sasl/xoauth2";
