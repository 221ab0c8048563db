/** Audit log: entries, proofs and verification. */
@NullMarked
package dev.holdfast.contract.operator.audit;

import org.jspecify.annotations.NullMarked;
