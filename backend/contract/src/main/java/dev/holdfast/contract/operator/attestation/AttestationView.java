package dev.holdfast.contract.operator.attestation;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;
import java.util.List;

/**
 * Attestation of a device.
 *
 * @param id number of the attestation
 * @param at time of the attestation
 * @param trust trust that resulted
 * @param policyId key of the policy that decided
 * @param policyVersion version of that policy
 * @param findings reasons for the decision
 * @param measurements expected and reported values: reported images in boot order, then missing images, then the trusted keystore
 * @param deviations deviations other than in measurements: rollback, debugging, capabilities, manufacturing state, clocks
 * @param bootCount number of boots that the device has counted
 * @param debugState state of the debug ports (EAT's {@code dbgstat}), such as {@code DISABLED_PERMANENTLY}
 * @param remoteAddress network address of the device
 * @param evidence evidence token, base64 in JSON
 * @param result signed attestation result, base64 in JSON
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
