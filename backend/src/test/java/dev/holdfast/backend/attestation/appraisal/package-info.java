/** Tests of appraisal. */
@NullMarked
package dev.holdfast.backend.attestation.appraisal;

import org.jspecify.annotations.NullMarked;
