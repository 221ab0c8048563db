package dev.holdfast.backend.attestation.record;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row for {@code record_attestations}, by the names of its columns. Large binary values are arrays of their own. */
record AttestationRow(
        UUID catalog,
        Nonce nonce,
        Instant at,
        String trust,
        String policyId,
        int policyVersion,
        @JsonRawValue String findings,
        @JsonRawValue @Nullable String deviations,
        Digest stateId,
        long bootCount,
        String debugState,
        String remoteAddress,
        int evidenceCut,
        String reason,
        String reasonCode,
        @Nullable String osVersion,
        long targetManifest,
        boolean targetAttested,
        @Nullable Long keystoreVersion,
        @JsonRawValue @Nullable String securityVersions,
        @JsonRawValue @Nullable String trace,
        @Nullable Blob customerSerial,
        @Nullable Blob updateSerial,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter,
        @Nullable Integer authority) {}
