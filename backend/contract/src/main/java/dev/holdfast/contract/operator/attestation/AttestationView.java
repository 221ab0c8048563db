package dev.holdfast.contract.operator.attestation;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;
import java.util.List;

/**
 * One attestation of a device.
 *
 * @param id its number
 * @param at when
 * @param trust the outcome
 * @param policyId the policy that decided
 * @param policyVersion its version
 * @param findings the reasons
 * @param measurements expected against reported, in order of boot
 * @param deviations what else was not as it should be: rollback, debugging, capabilities, state, times; of attestations from
 *     before this was kept: none
 * @param bootCount the device's boot counter
 * @param debugState EAT's dbgstat
 * @param remoteAddress where the device connected from
 * @param evidence the token as it came, base64 in JSON
 * @param result the signed result, base64 in JSON
 */
public record AttestationView(
        long id,
        Instant at,
        Trust trust,
        String policyId,
        int policyVersion,
        List<FindingView> findings,
        List<MeasurementView> measurements,
        List<DeviationView> deviations,
        long bootCount,
        String debugState,
        String remoteAddress,
        Blob evidence,
        Blob result) {}
