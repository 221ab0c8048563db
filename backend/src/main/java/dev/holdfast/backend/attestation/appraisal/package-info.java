/**
 * Evidence held against reference values, and what the policy makes of it. Pure: takes every device as it comes and never
 * throws for a bad one.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.appraisal.Appraiser}.
 */
@NullMarked
package dev.holdfast.backend.attestation.appraisal;

import org.jspecify.annotations.NullMarked;
