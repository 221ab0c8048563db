/** Tests of the audit log, its API and its proofs. */
@NullMarked
package dev.holdfast.backend.audit;

import org.jspecify.annotations.NullMarked;
