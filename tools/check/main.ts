import { roomProblems } from "./rooms";

const problems = roomProblems("modules");
for (const problem of problems) process.stderr.write(`modules/${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
