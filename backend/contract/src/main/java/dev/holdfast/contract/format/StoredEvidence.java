package dev.holdfast.contract.format;

import com.authlete.cbor.CBORItem;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads evidence from our own records, quickly, for who reads very much of it. When it was recorded its signature held and
 * it was deterministic CBOR, so neither is checked again: what has the shape of Pluton's evidence is read in one pass, and
 * anything else goes through the strict readers, which then say what is wrong. Equal measurements are read once and come
 * back as the very same list. Never for bytes that come from elsewhere. Not thread-safe.
 */
public final class StoredEvidence {
    private static final CBORFactory CBOR = new CBORFactory();
    private static final int MAX_REMEMBERED = 4096;

    private final Remembered<List<Measurement>> measurements =
            new Remembered<>(item -> List.copyOf(PlutonEvidenceFormat.measurements(item)));
    private final Remembered<List<Long>> floors =
            new Remembered<>(item -> List.copyOf(EvidenceClaims.securityFloors(item)));
    private final Remembered<Set<Integer>> capabilities =
            new Remembered<>(item -> Set.copyOf(EvidenceClaims.capabilities(item)));

    /** Remembers nothing yet. */
    public StoredEvidence() {}

    /**
     * Decodes evidence.
     *
     * @param device whose evidence was recorded
     * @throws FormatException when it is of no known kind, or malformed
     */
    public Evidence read(DeviceId device, byte[] evidence) throws FormatException {
        try {
            return claims(device, payload(evidence));
        } catch (IOException | FormatException | IllegalArgumentException e) {
            return strictly(evidence);
        }
    }

    private static Evidence strictly(byte[] evidence) throws FormatException {
        return switch (EvidenceFormat.of(evidence).orElse(null)) {
            case PlutonEvidenceFormat _ -> PlutonEvidenceFormat.decodeChecked(evidence);
            case PsaEvidenceFormat _ -> PsaEvidenceFormat.decodeChecked(evidence);
            case null -> throw new FormatException(Reason.MAGIC, "no known kind of evidence");
        };
    }

    /** Returns what is signed. */
    private static byte[] payload(byte[] evidence) throws IOException, FormatException {
        try (CBORParser parser = CBOR.createParser(evidence)) {
            expect(parser.nextToken(), JsonToken.START_ARRAY);
            expect(parser.nextToken(), JsonToken.VALUE_EMBEDDED_OBJECT);
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            expect(parser.nextToken(), JsonToken.END_OBJECT);
            expect(parser.nextToken(), JsonToken.VALUE_EMBEDDED_OBJECT);
            return parser.getBinaryValue();
        }
    }

    /** Reads the claims of the profile in the one order in which they can stand. */
    private Evidence claims(DeviceId device, byte[] payload) throws IOException, FormatException {
        try (CBORParser parser = CBOR.createParser(payload)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            Nonce nonce = Nonce.of(bytes(parser, EvidenceClaims.NONCE));
            DebugState debug = known(DebugState.ofNumber(integer(parser, PlutonEvidenceFormat.DEBUG_STATE)));
            at(parser, PlutonEvidenceFormat.EAT_PROFILE, JsonToken.VALUE_STRING);
            if (!parser.getText().equals(PlutonEvidenceFormat.PROFILE)) {
                throw new FormatException(Reason.PROFILE, "another profile");
            }
            long bootCount = integer(parser, EvidenceClaims.BOOT_COUNT);
            ManufacturingState state =
                    known(ManufacturingState.ofNumber(integer(parser, PlutonEvidenceFormat.MANUFACTURING_STATE)));
            long keystore = integer(parser, EvidenceClaims.KEYSTORE_VERSION);
            Set<Integer> enabled = capabilities.of(array(parser, EvidenceClaims.CAPABILITIES, payload));
            List<Measurement> measured = measurements.of(array(parser, PlutonEvidenceFormat.MEASUREMENTS, payload));
            P256PublicKey customer = P256PublicKey.of(bytes(parser, EvidenceClaims.CUSTOMER_KEY));
            P256PublicKey update = P256PublicKey.of(bytes(parser, EvidenceClaims.UPDATE_KEY));
            List<Long> burnt = floors.of(array(parser, EvidenceClaims.SECURITY_FLOORS, payload));
            expect(parser.nextToken(), JsonToken.END_OBJECT);
            return new Evidence(
                    EvidenceKind.PLUTON,
                    device,
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
    }

    private static void expect(JsonToken token, JsonToken expected) throws FormatException {
        if (token != expected) {
            throw new FormatException(token + " where " + expected + " is expected");
        }
    }

    private static <E> E known(Optional<E> constant) throws FormatException {
        return constant.orElseThrow(() -> new FormatException(Reason.UNKNOWN, "an unknown state"));
    }

    private static void at(CBORParser parser, long label, JsonToken value) throws IOException, FormatException {
        if (!Long.toString(label).equals(parser.nextFieldName())) {
            throw new FormatException(Reason.MISSING, "claim " + label + " is not where it is expected");
        }
        expect(parser.nextToken(), value);
    }

    private static byte[] bytes(CBORParser parser, long label) throws IOException, FormatException {
        at(parser, label, JsonToken.VALUE_EMBEDDED_OBJECT);
        return parser.getBinaryValue();
    }

    private static long integer(CBORParser parser, long label) throws IOException, FormatException {
        at(parser, label, JsonToken.VALUE_NUMBER_INT);
        return parser.getLongValue();
    }

    /** Returns an array as it is encoded. */
    private static byte[] array(CBORParser parser, long label, byte[] payload) throws IOException, FormatException {
        at(parser, label, JsonToken.START_ARRAY);
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        return Arrays.copyOfRange(payload, from, (int) parser.currentLocation().getByteOffset());
    }

    /** What arrays mean, by their encoding. */
    private static final class Remembered<T> {
        private final Map<Blob, T> known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Blob, T> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
        private final Reader<T> reader;

        Remembered(Reader<T> reader) {
            this.reader = reader;
        }

        interface Reader<T> {
            T read(CBORItem item) throws FormatException;
        }

        T of(byte[] array) throws FormatException {
            Blob key = Blob.of(array);
            T value = known.get(key);
            if (value == null) {
                value = reader.read(StrictCbor.decode(array));
                known.put(key, value);
            }
            return value;
        }
    }
}
