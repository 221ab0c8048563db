/**
 * Errors as people see them: RFC 9457 problem documents, from one place for both listeners. Code that cannot go on
 * because of the caller fails with {@link dev.holdfast.backend.platform.problem.ProblemException}; what that and
 * every other failure becomes on the wire, {@link dev.holdfast.backend.platform.problem.Problems} says.
 */
@NullMarked
package dev.holdfast.backend.platform.problem;

import org.jspecify.annotations.NullMarked;
