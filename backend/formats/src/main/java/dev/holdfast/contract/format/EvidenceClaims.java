package dev.holdfast.contract.format;

import com.authlete.cbor.CBORItem;
import dev.holdfast.contract.format.FormatException.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Labels and decoders of the claims that several kinds of evidence have in common. */
final class EvidenceClaims {
    /** Labels of the claims: positive ones are EAT's (RFC 9711), negative ones are private. */
    static final long NONCE = 10;

    static final long BOOT_COUNT = 267;
    /** EAT's {@code intuse}. */
    static final long PURPOSE = 275;

    static final long KEYSTORE_VERSION = -70002;
    static final long CAPABILITIES = -70003;
    static final long CUSTOMER_KEY = -70005;
    static final long UPDATE_KEY = -70006;
    static final long SECURITY_FLOORS = -70007;
    static final long DEVICE = -70010;

    private static final int MAX_CAPABILITY = 0xFFFF;

    private EvidenceClaims() {}

    static EvidencePurpose purpose(CBORItem item) throws FormatException {
        long number = StrictCbor.integer(item, "intended use");
        return EvidencePurpose.ofNumber(number)
                .orElseThrow(() -> new FormatException(Reason.UNKNOWN, "unknown intended use " + number));
    }

    /** Returns the numbers of the capabilities in ascending order, as evidence contains them. */
    static List<Integer> capabilities(Evidence evidence) {
        return evidence.capabilities().stream().sorted().toList();
    }

    /** Decodes the numbers of the capabilities. Refuses any other order than ascending. */
    static Set<Integer> capabilities(CBORItem item) throws FormatException {
        Set<Integer> capabilities = new HashSet<>();
        long previous = -1;
        for (CBORItem entry : StrictCbor.list(item, "capabilities")) {
            long capability = StrictCbor.unsigned(entry, MAX_CAPABILITY, "capability");
            if (capability <= previous) {
                throw new FormatException("capabilities are not ascending");
            }
            previous = capability;
            capabilities.add((int) capability);
        }
        return capabilities;
    }

    static List<Long> securityFloors(CBORItem item) throws FormatException {
        List<Long> floors = new ArrayList<>();
        for (CBORItem entry : StrictCbor.list(item, "security floors")) {
            floors.add(StrictCbor.unsigned(entry, Measurement.MAX_SECURITY_VERSION, "security floor"));
        }
        return floors;
    }
}
