/** Tests of certificate requests and enrolment. */
@NullMarked
package dev.holdfast.backend.attestation.enrolment;

import org.jspecify.annotations.NullMarked;
