package dev.holdfast.contract.format;

import com.authlete.cbor.CBORItem;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fast decoder for evidence from the database, such as for replays. Use it for no other bytes: it checks neither the
 * signature nor that the CBOR is deterministic, because evidence is verified before it is stored. It decodes Pluton's
 * evidence in one pass. It passes other kinds of evidence, and evidence that this pass cannot decode, to the strict decoders.
 * Different evidence with equal measurements, fuses or capabilities shares one collection, to save time and memory. Not thread-safe.
 */
public final class StoredEvidence {
    /** Maximum number of entries in each cache. The entry that was unused for the longest time is evicted. */
    private static final int MAX_REMEMBERED = 4096;
    /** Number of parts of a COSE_Sign1. */
    private static final int PARTS = 4;
    /** Number of claims in Pluton's evidence. */
    private static final int CLAIMS = 12;

    private static final byte[] PROFILE = PlutonEvidenceFormat.PROFILE.getBytes(StandardCharsets.UTF_8);

    private final DecodedItems<List<Measurement>> measurements =
            new DecodedItems<>(item -> List.copyOf(PlutonEvidenceFormat.measurements(item)));
    private final DecodedItems<List<Long>> floors =
            new DecodedItems<>(item -> List.copyOf(EvidenceClaims.securityFloors(item)));
    private final DecodedItems<Set<Integer>> capabilities =
            new DecodedItems<>(item -> Set.copyOf(EvidenceClaims.capabilities(item)));
    /** Collections from the strict decoders, each mapped to itself. */
    private final Map<Object, Object> strictlyRead = newCache();

    /** Creates a decoder with an empty cache. */
    public StoredEvidence() {}

    /**
     * Decodes evidence.
     *
     * @param device device ID of the stored evidence. Only the fast pass uses it; the strict decoders read the ID from the evidence
     * @throws FormatException if the evidence is of an unknown kind or malformed
     */
    public Evidence read(DeviceId device, byte[] evidence) throws FormatException {
        if (evidence.length > 0 && evidence[0] == PlutonEvidenceFormat.BEGIN) {
            try {
                return claims(device, evidence);
            } catch (FormatException | IllegalArgumentException e) {
                return decodeStrictly(evidence);
            }
        }
        return decodeStrictly(evidence);
    }

    /** Decodes evidence of any kind with the strict decoders. Does not check the signature. */
    private Evidence decodeStrictly(byte[] evidence) throws FormatException {
        return switch (EvidenceFormat.of(evidence).orElse(null)) {
            case PlutonEvidenceFormat _ -> shared(PlutonEvidenceFormat.decodeVerified(evidence));
            case PsaEvidenceFormat _ -> shared(PsaEvidenceFormat.decodeVerified(evidence));
            case null -> throw new FormatException(Reason.MAGIC, "no known kind of evidence");
        };
    }

    private Evidence shared(Evidence evidence) {
        return new Evidence(
                evidence.kind(),
                evidence.device(),
                evidence.purpose(),
                evidence.nonce(),
                evidence.bootCount(),
                evidence.debugState(),
                evidence.manufacturingState(),
                evidence.keystoreVersion(),
                shared(evidence.capabilities()),
                shared(evidence.measurements()),
                shared(evidence.securityFloors()),
                evidence.customerKey(),
                evidence.updateKey());
    }

    @SuppressWarnings("unchecked") // Equal collections have the same type.
    private <T> T shared(T collection) {
        return (T) strictlyRead.computeIfAbsent(collection, itself -> itself);
    }

    /** Decodes the claims of Pluton's evidence in their fixed order. Deterministic CBOR has only one order of claims. */
    private Evidence claims(DeviceId device, byte[] evidence) throws FormatException {
        CborCursor outside = new CborCursor(evidence, 0, evidence.length);
        outside.skipHead(CborCursor.ARRAY, PARTS);
        outside.string(CborCursor.BYTES);
        outside.skipHead(CborCursor.MAP, 0);
        int length = outside.string(CborCursor.BYTES);
        CborCursor claims = new CborCursor(evidence, outside.position() - length, outside.position());

        claims.skipHead(CborCursor.MAP, CLAIMS);
        claims.expectLabel(EvidenceClaims.NONCE);
        Nonce nonce = Nonce.of(claims.bytes());
        claims.expectLabel(PlutonEvidenceFormat.DEBUG_STATE);
        DebugState debug = require(DebugState.ofNumber(claims.integer()));
        claims.expectLabel(PlutonEvidenceFormat.EAT_PROFILE);
        if (!claims.isText(PROFILE)) {
            throw new FormatException(Reason.PROFILE, "the evidence has another profile");
        }
        claims.expectLabel(EvidenceClaims.BOOT_COUNT);
        long bootCount = claims.integer();
        claims.expectLabel(EvidenceClaims.PURPOSE);
        EvidencePurpose purpose = require(EvidencePurpose.ofNumber(claims.integer()));
        claims.expectLabel(PlutonEvidenceFormat.MANUFACTURING_STATE);
        ManufacturingState state = require(ManufacturingState.ofNumber(claims.integer()));
        claims.expectLabel(EvidenceClaims.KEYSTORE_VERSION);
        long keystore = claims.integer();
        claims.expectLabel(EvidenceClaims.CAPABILITIES);
        Set<Integer> enabled = capabilities.next(claims, evidence);
        claims.expectLabel(PlutonEvidenceFormat.MEASUREMENTS);
        List<Measurement> measured = measurements.next(claims, evidence);
        claims.expectLabel(EvidenceClaims.CUSTOMER_KEY);
        P256PublicKey customer = P256PublicKey.of(claims.bytes());
        claims.expectLabel(EvidenceClaims.UPDATE_KEY);
        P256PublicKey update = P256PublicKey.of(claims.bytes());
        claims.expectLabel(EvidenceClaims.SECURITY_FLOORS);
        List<Long> burnt = floors.next(claims, evidence);
        if (!claims.atEnd()) {
            throw new FormatException("unexpected bytes after the claims");
        }
        return new Evidence(
                EvidenceKind.PLUTON,
                device,
                purpose,
                nonce,
                bootCount,
                debug,
                state,
                keystore,
                enabled,
                measured,
                burnt,
                customer,
                update);
    }

    private static <E> E require(Optional<E> constant) throws FormatException {
        return constant.orElseThrow(() -> new FormatException(Reason.UNKNOWN, "an unknown state"));
    }

    /** Returns a map that keeps the entries that were used last ({@code true}: in the order of access). */
    private static <K, V> Map<K, V> newCache() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
    }

    /** Cache of decoded CBOR items by their encoded bytes. */
    private static final class DecodedItems<T> {
        private final Map<Blob, T> known = newCache();
        private final Reader<T> reader;
        /** Bytes of the previous item. Most items equal the previous one, and a comparison is cheaper than a lookup. */
        private byte[] last = {};

        private @Nullable T ofLast;

        DecodedItems(Reader<T> reader) {
            this.reader = reader;
        }

        interface Reader<T> {
            T read(CBORItem item) throws FormatException;
        }

        /** Returns the decoded value of the next item, and moves the cursor behind the item. */
        T next(CborCursor cursor, byte[] all) throws FormatException {
            int from = cursor.position();
            cursor.skip();
            T same = ofLast;
            if (same != null && Arrays.equals(all, from, cursor.position(), last, 0, last.length)) {
                return same;
            }
            byte[] item = Arrays.copyOfRange(all, from, cursor.position());
            T value = of(item);
            last = item;
            ofLast = value;
            return value;
        }

        private T of(byte[] item) throws FormatException {
            Blob key = Blob.of(item);
            T value = known.get(key);
            if (value == null) {
                value = reader.read(StrictCbor.decode(item));
                known.put(key, value);
            }
            return value;
        }
    }
}
