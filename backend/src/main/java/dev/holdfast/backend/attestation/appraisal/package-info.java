/**
 * Compares evidence with reference values and applies the policy. Pure; never throws for a bad device.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.appraisal.Appraiser}.
 */
@NullMarked
package dev.holdfast.backend.attestation.appraisal;

import org.jspecify.annotations.NullMarked;
