/**
 * RFC 9457 problem documents for the operator API and the internal device API. Code fails with {@link
 * dev.holdfast.backend.platform.problem.ProblemException} for errors of the caller; {@link dev.holdfast.backend.platform.problem.Problems}
 * converts all failures.
 */
@NullMarked
package dev.holdfast.backend.platform.problem;

import org.jspecify.annotations.NullMarked;
