package dev.holdfast.contract.format;

import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORPairsBuilder;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Attestation results on the wire: a COSE_Sign1 over the claims of an EAT Attestation Result (draft-ietf-rats-ear,
 * CWT labels) by the installation's result-signing key.
 *
 * <pre>{@code
 * claims = {
 *   6 => uint,                     ; iat, seconds
 *   10 => bstr .size 32,           ; eat_nonce
 *   265 => PROFILE,
 *   266 => { "pluton" => { 1000 => tier, 1003 => policy-id: tstr, -70011 => policy-version: uint,
 *                          -70012 => [* [code: tstr, subject: tstr, message: tstr]] } },   ; submods
 *   -70010 => bstr .size 64        ; device ID
 * }
 * }</pre>
 */
public final class AttestationResultFormat {
    private static final String PROFILE = "tag:holdfast.dev,2026:ear/1";
    private static final String SUBMODULE = "pluton";
    private static final long ISSUED_AT = 6;
    private static final long NONCE = 10;
    private static final long EAT_PROFILE = 265;
    private static final long SUBMODULES = 266;
    private static final long STATUS = 1000;
    private static final long POLICY_ID = 1003;
    private static final long DEVICE = -70010;
    private static final long POLICY_VERSION = -70011;
    private static final long FINDINGS = -70012;
    private static final int FINDING_PARTS = 3;

    private AttestationResultFormat() {}

    /** Encodes and signs. The key id is the SHA-256 of {@code key}. */
    public static byte[] sign(AttestationResult result, P256PublicKey key, MessageSigner signer) {
        return CoseSign1.sign(Digest.sha256(key.bytes()).bytes(), encodeClaims(result), signer);
    }

    static byte[] encodeClaims(AttestationResult result) {
        CBORPairList pluton = new CBORPairList(new CBORPairsBuilder()
                .add(STATUS, result.status().number())
                .add(POLICY_ID, result.policyId())
                .add(POLICY_VERSION, result.policyVersion())
                .add(
                        FINDINGS,
                        result.findings().stream()
                                .map(finding -> List.of(finding.code(), finding.subject(), finding.message()))
                                .toList())
                .build());
        return new CBORPairList(new CBORPairsBuilder()
                        .add(ISSUED_AT, result.issuedAt().getEpochSecond())
                        .add(NONCE, result.nonce().bytes())
                        .add(EAT_PROFILE, PROFILE)
                        .add(
                                SUBMODULES,
                                new CBORPairList(new CBORPairsBuilder()
                                        .add(SUBMODULE, pluton)
                                        .build()))
                        .add(DEVICE, result.device().bytes())
                        .build())
                .encode();
    }

    /**
     * Checks the signature, then decodes.
     *
     * @param key the installation's result-signing key
     * @throws FormatException when the token is malformed or not signed by {@code key}
     */
    public static AttestationResult verify(byte[] token, P256PublicKey key) throws FormatException {
        CoseSign1 message = CoseSign1.decode(token);
        if (!message.isSignedBy(key)) {
            throw new FormatException(Reason.SIGNATURE, "the result is not signed by the expected verifier");
        }
        return decodeClaims(message.payload().bytes());
    }

    /** Reads claims whose signature was checked. */
    static AttestationResult decodeClaims(byte[] payload) throws FormatException {
        try {
            return claims(payload);
        } catch (IllegalArgumentException e) {
            throw new FormatException("a claim is out of range: " + e.getMessage(), e);
        }
    }

    private static AttestationResult claims(byte[] payload) throws FormatException {
        StrictCbor.Fields claims = StrictCbor.map(StrictCbor.decode(payload), "claims");
        if (!StrictCbor.text(claims.take(EAT_PROFILE), "profile").equals(PROFILE)) {
            throw new FormatException("unknown result profile");
        }
        StrictCbor.Fields pluton = StrictCbor.map(submodule(claims.take(SUBMODULES)), "submodule");
        int number = (int) StrictCbor.unsigned(pluton.take(STATUS), Integer.MAX_VALUE, "status");
        AttestationResult result = new AttestationResult(
                DeviceId.of(StrictCbor.bytes(claims.take(DEVICE), "device ID")),
                Nonce.of(StrictCbor.bytes(claims.take(NONCE), "nonce")),
                StrictCbor.time(claims.take(ISSUED_AT), "iat"),
                TrustTier.ofNumber(number).orElseThrow(() -> new FormatException("unknown tier " + number)),
                StrictCbor.text(pluton.take(POLICY_ID), "policy id"),
                (int) StrictCbor.unsigned(pluton.take(POLICY_VERSION), Integer.MAX_VALUE, "policy version"),
                findings(pluton.take(FINDINGS)));
        pluton.end();
        claims.end();
        return result;
    }

    private static CBORItem submodule(CBORItem item) throws FormatException {
        if (item instanceof CBORPairList map
                && map.getPairs().size() == 1
                && SUBMODULE.equals(map.getPairs().getFirst().getKey().parse())) {
            return map.getPairs().getFirst().getValue();
        }
        throw new FormatException("submods is not one entry named pluton");
    }

    private static List<Finding> findings(CBORItem item) throws FormatException {
        List<Finding> findings = new ArrayList<>();
        for (CBORItem entry : StrictCbor.list(item, "findings")) {
            List<? extends CBORItem> parts = StrictCbor.list(entry, FINDING_PARTS, "finding");
            findings.add(new Finding(
                    StrictCbor.text(parts.get(0), "code"),
                    StrictCbor.text(parts.get(1), "subject"),
                    StrictCbor.text(parts.get(2), "message")));
        }
        return findings;
    }
}
