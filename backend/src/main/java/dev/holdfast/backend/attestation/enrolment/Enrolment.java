package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.pki.issuing.IssuedCertificate;
import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import java.util.UUID;

/**
 * A certificate that was issued for a request.
 *
 * @param catalog whose device it was then
 * @param device whose
 * @param attestedAt the attestation that it is for
 * @param certificate what was issued
 */
record Enrolment(UUID catalog, DeviceId device, Instant attestedAt, IssuedCertificate certificate) {}
