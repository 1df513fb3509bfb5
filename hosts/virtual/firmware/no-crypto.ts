/** What tweetnacl finds when it looks for Node's `crypto`: nothing. Timbre hands randomness in (`Device.random`). */
export default {};
