package dev.holdfast.contract.format;

import com.authlete.cbor.CBORInteger;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORPairList;
import com.authlete.cose.constants.COSEAlgorithms;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Blob;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The protected or the unprotected header of a COSE message (RFC 9052 §3.1). The only supported algorithm is ES256. A
 * message with {@code crit} is refused, because no extension is supported.
 *
 * @param hasEs256 whether the header contains the algorithm ES256
 * @param keyId key id of the signer; empty for none
 * @param others labels of all other parameters. Callers refuse or ignore them
 */
record CoseHeaders(boolean hasEs256, Optional<Blob> keyId, Set<Long> others) {
    private static final long ALGORITHM = 1;
    private static final long CRITICAL = 2;
    private static final long KEY_ID = 4;

    /** Reads a protected header: an empty byte string or an encoded map. An encoded empty map is valid, too. */
    static CoseHeaders ofProtected(byte[] header) throws FormatException {
        CBORItem map = header.length == 0 ? new CBORPairList(List.of()) : StrictCbor.decodeInAnyOrder(header);
        return of(map, "protected header");
    }

    /** Reads a header; {@code what} names it in errors. */
    static CoseHeaders of(CBORItem map, String what) throws FormatException {
        StrictCbor.Fields fields = StrictCbor.map(map, what);
        if (fields.takeOptional(CRITICAL).isPresent()) {
            throw new FormatException(Reason.CRITICAL, what + " has critical headers, which are not supported");
        }
        Optional<CBORItem> algorithm = fields.takeOptional(ALGORITHM);
        if (algorithm.isPresent()) {
            requireEs256(algorithm.get());
        }
        Optional<CBORItem> keyId = fields.takeOptional(KEY_ID);
        return new CoseHeaders(
                algorithm.isPresent(),
                keyId.isPresent() ? Optional.of(Blob.of(StrictCbor.bytes(keyId.get(), "key id"))) : Optional.empty(),
                Set.copyOf(fields.entries().keySet()));
    }

    private static void requireEs256(CBORItem algorithm) throws FormatException {
        if (!(algorithm instanceof CBORInteger number) || number.getValue() != COSEAlgorithms.ES256) {
            throw new FormatException(Reason.ALGORITHM, "the algorithm is not ES256");
        }
    }

    boolean isEmpty() {
        return !hasEs256 && keyId.isEmpty() && others.isEmpty();
    }

    /** Returns the labels that are in this header and in {@code other}. */
    Set<Long> common(CoseHeaders other) {
        Set<Long> common = new HashSet<>(labels());
        common.retainAll(other.labels());
        return common;
    }

    private Set<Long> labels() {
        Set<Long> labels = new HashSet<>(others);
        if (hasEs256) {
            labels.add(ALGORITHM);
        }
        if (keyId.isPresent()) {
            labels.add(KEY_ID);
        }
        return labels;
    }
}
