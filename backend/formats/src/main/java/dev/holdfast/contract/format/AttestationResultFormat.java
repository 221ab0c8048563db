package dev.holdfast.contract.format;

import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORPairsBuilder;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Encodes attestation results: a COSE_Sign1 over the claims of an EAT Attestation Result (draft-ietf-rats-ear-03, CWT
 * labels), signed with the installation's result-signing key. The public key is enough to verify a result offline.
 * {@code docs/attestation-result.cddl} specifies the claims. Their profile contains the version of the draft.
 */
public final class AttestationResultFormat {
    private static final String PROFILE = "tag:ietf.org,2026:rats/ear#03";
    /** Labels of the claims: IANA's registry of CWT claims; EAR's from 1000 on; negative ones are private. */
    private static final long ISSUED_AT = 6;

    private static final long NONCE = 10;
    private static final long EAT_PROFILE = 265;
    private static final long SUBMODULES = 266;
    private static final long STATUS = 1000;
    private static final long VECTOR = 1001;
    private static final long POLICY_IDS = 1003;
    private static final long VERIFIER = 1004;
    /** Labels inside the verifier id. */
    private static final long DEVELOPER = 0;

    private static final long BUILD = 1;
    private static final long DEVICE = EvidenceClaims.DEVICE;
    private static final long POLICY_VERSION = -70011;
    private static final long FINDINGS = -70012;
    private static final long CATALOG = -70013;
    private static final long GROUP = -70014;
    private static final long LOWEST_SET_VERSION = -70015;
    private static final long EVIDENCE = -70016;
    /** A finding is an array of code, subject and message. */
    private static final int FINDING_PARTS = 3;

    private AttestationResultFormat() {}

    /** Encodes and signs a result. The key id is the SHA-256 of {@code key}. */
    public static byte[] sign(AttestationResult result, P256PublicKey key, MessageSigner signer) {
        return CoseSign1.sign(
                SignatureContext.ATTESTATION_RESULT, Digest.sha256(key.bytes()).bytes(), encodeClaims(result), signer);
    }

    static byte[] encodeClaims(AttestationResult result) {
        return DeterministicCbor.encode(new CBORPairList(new CBORPairsBuilder()
                .add(ISSUED_AT, result.issuedAt().getEpochSecond())
                .add(NONCE, result.nonce().bytes())
                .add(EAT_PROFILE, PROFILE)
                .add(
                        SUBMODULES,
                        new CBORPairList(new CBORPairsBuilder()
                                .add(result.kind().label(), appraisal(result))
                                .build()))
                .add(
                        VERIFIER,
                        new CBORPairList(new CBORPairsBuilder()
                                .add(DEVELOPER, result.verifier().developer())
                                .add(BUILD, result.verifier().build())
                                .build()))
                .add(DEVICE, result.device().bytes())
                .add(CATALOG, StrictCbor.guid(result.catalog()))
                .add(GROUP, StrictCbor.guid(result.group()))
                .add(LOWEST_SET_VERSION, result.lowestSetVersion())
                .add(EVIDENCE, result.evidence().bytes())
                .build()));
    }

    private static CBORPairList appraisal(AttestationResult result) {
        CBORPairsBuilder vector = new CBORPairsBuilder();
        List<Integer> claims = result.vector().claims();
        for (int label = 0; label < claims.size(); label++) {
            vector.add(label, claims.get(label));
        }
        return new CBORPairList(new CBORPairsBuilder()
                .add(STATUS, result.status().number())
                .add(VECTOR, new CBORPairList(vector.build()))
                .add(POLICY_IDS, List.of(result.policyId()))
                .add(POLICY_VERSION, result.policyVersion())
                .add(
                        FINDINGS,
                        result.findings().stream()
                                .map(finding -> List.of(finding.code(), finding.subject(), finding.message()))
                                .toList())
                .build());
    }

    /**
     * Verifies the signature, then decodes the result.
     *
     * @param key public key of the installation's result-signing key
     * @throws FormatException if the token is malformed or not signed by {@code key}
     */
    public static AttestationResult verify(byte[] token, P256PublicKey key) throws FormatException {
        CoseSign1 message = CoseSign1.decode(token);
        if (!message.isSignedBy(key, SignatureContext.ATTESTATION_RESULT)) {
            throw new FormatException(Reason.SIGNATURE, "the result is not signed by the expected verifier");
        }
        return decodeClaims(message.payload().bytes());
    }

    /**
     * Verifies a result for a relying party that accepts devices of one catalog only.
     *
     * @throws FormatException {@link Reason#PURPOSE} if the result is from another catalog; other reasons as for
     *     {@link #verify(byte[], P256PublicKey)}
     */
    public static AttestationResult verify(byte[] token, P256PublicKey key, UUID catalog) throws FormatException {
        AttestationResult result = verify(token, key);
        if (!result.catalog().equals(catalog)) {
            throw new FormatException(Reason.PURPOSE, "the result is of another catalog");
        }
        return result;
    }

    /** Decodes claims whose signature the caller has already verified. */
    static AttestationResult decodeClaims(byte[] payload) throws FormatException {
        try {
            return claims(payload);
        } catch (IllegalArgumentException e) {
            throw new FormatException(Reason.RANGE, "a claim is out of range: " + e.getMessage(), e);
        }
    }

    private static AttestationResult claims(byte[] payload) throws FormatException {
        StrictCbor.Fields claims = StrictCbor.map(StrictCbor.decode(payload), "claims");
        if (!StrictCbor.text(claims.take(EAT_PROFILE), "profile").equals(PROFILE)) {
            throw new FormatException(Reason.PROFILE, "unknown result profile");
        }
        CBORPair submodule = submodule(claims.take(SUBMODULES));
        StrictCbor.Fields appraisal = StrictCbor.map(submodule.getValue(), "submodule");
        int number = (int) StrictCbor.unsigned(appraisal.take(STATUS), Integer.MAX_VALUE, "status");
        AttestationResult result = new AttestationResult(
                verifier(claims.take(VERIFIER)),
                StrictCbor.guid(claims.take(CATALOG), "catalog"),
                StrictCbor.guid(claims.take(GROUP), "group"),
                StrictCbor.unsigned(claims.take(LOWEST_SET_VERSION), Long.MAX_VALUE, "lowest set version"),
                kind(submodule.getKey()),
                DeviceId.of(StrictCbor.bytes(claims.take(DEVICE), "device ID")),
                Nonce.of(StrictCbor.bytes(claims.take(NONCE), "nonce")),
                Digest.of(StrictCbor.bytes(claims.take(EVIDENCE), "evidence")),
                StrictCbor.time(claims.take(ISSUED_AT), "iat"),
                TrustTier.ofNumber(number)
                        .orElseThrow(() -> new FormatException(Reason.UNKNOWN, "unknown tier " + number)),
                vector(appraisal.take(VECTOR)),
                StrictCbor.text(
                        StrictCbor.list(appraisal.take(POLICY_IDS), 1, "policy ids")
                                .getFirst(),
                        "policy id"),
                (int) StrictCbor.unsigned(appraisal.take(POLICY_VERSION), Integer.MAX_VALUE, "policy version"),
                findings(appraisal.take(FINDINGS)));
        appraisal.end();
        claims.end();
        return result;
    }

    private static CBORPair submodule(CBORItem item) throws FormatException {
        if (item instanceof CBORPairList map && map.getPairs().size() == 1) {
            return map.getPairs().getFirst();
        }
        throw new FormatException(Reason.COUNT, "submods must have exactly one entry");
    }

    private static EvidenceKind kind(CBORItem item) throws FormatException {
        String label = StrictCbor.text(item, "submodule name");
        return EvidenceKind.ofLabel(label)
                .orElseThrow(() -> new FormatException(Reason.UNKNOWN, "unknown submodule " + label));
    }

    private static VerifierId verifier(CBORItem item) throws FormatException {
        StrictCbor.Fields parts = StrictCbor.map(item, "verifier id");
        VerifierId verifier = new VerifierId(
                StrictCbor.text(parts.take(DEVELOPER), "developer"), StrictCbor.text(parts.take(BUILD), "build"));
        parts.end();
        return verifier;
    }

    private static TrustworthinessVector vector(CBORItem item) throws FormatException {
        StrictCbor.Fields parts = StrictCbor.map(item, "trustworthiness vector");
        List<Integer> claims = new ArrayList<>();
        for (long label = 0; label < TrustworthinessVector.SIZE; label++) {
            long claim = StrictCbor.integer(parts.take(label), "trustworthiness claim");
            if (claim != (byte) claim) {
                throw new FormatException(Reason.RANGE, "a trustworthiness claim is not from -128 to 127");
            }
            claims.add((int) claim);
        }
        parts.end();
        return TrustworthinessVector.of(claims);
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
