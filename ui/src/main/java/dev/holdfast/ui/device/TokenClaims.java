package dev.holdfast.ui.device;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORDecoder;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORString;
import com.authlete.cbor.CBORTaggedItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signed token taken apart for a person: every claim with its number, its name and its value, as it stands in the bytes.
 * It knows COSE_Sign1 (RFC 9052) and bundles of byte strings around one; it checks nothing, since the backend did.
 *
 * @param part where it stands: {@code Header}, {@code Claims}, {@code Statement}, {@code Signature}
 * @param label its numbers from the outside in, such as {@code 266 › pluton › 1000}
 * @param name what the standard calls it; empty when nobody named it
 * @param value bytes in hex, text as it is, lists with blanks between their items
 */
record TokenClaims(String part, String label, String name, String value) {
    private static final int COSE_PARTS = 4;
    private static final String INTO = " › ";

    static List<TokenClaims> of(byte[] token) {
        List<TokenClaims> claims = new ArrayList<>();
        CBORItem item = decode(token);
        while (item instanceof CBORTaggedItem tagged) {
            item = tagged.getTagContent();
        }
        if (item instanceof CBORItemList list) {
            read(claims, list.getItems(), "");
        }
        return List.copyOf(claims);
    }

    private static void read(List<TokenClaims> claims, List<? extends CBORItem> items, String outer) {
        boolean signed = items.size() == COSE_PARTS && items.get(1) instanceof CBORPairList;
        if (signed) {
            part(claims, outer + "Header", items.get(0));
            part(claims, outer + "Claims", items.get(2));
            claims.add(new TokenClaims(outer + "Signature", "", "ES256 signature, R and S", value(items.get(3))));
            return;
        }
        // A bundle: what is beside the token says what the token itself has no claim for.
        for (CBORItem item : items) {
            CBORItem inner = item instanceof CBORByteArray bytes ? decode(bytes.getValue()) : item;
            if (inner instanceof CBORTaggedItem tagged && tagged.getTagContent() instanceof CBORItemList list) {
                read(claims, list.getItems(), "Token: ");
            } else if (inner instanceof CBORPairList map) {
                flatten(claims, "Statement", "", map);
            } else {
                claims.add(new TokenClaims("Bundle", "", "Device ID", value(item)));
            }
        }
    }

    private static void part(List<TokenClaims> claims, String part, CBORItem item) {
        if (item instanceof CBORByteArray bytes && decode(bytes.getValue()) instanceof CBORPairList map) {
            flatten(claims, part, "", map);
        } else {
            claims.add(new TokenClaims(part, "", "", value(item)));
        }
    }

    private static void flatten(List<TokenClaims> claims, String part, String outer, CBORPairList map) {
        for (CBORPair pair : map.getPairs()) {
            String label = outer.isEmpty() ? value(pair.getKey()) : outer + INTO + value(pair.getKey());
            CBORItem value = pair.getValue();
            if (value instanceof CBORPairList inner) {
                flatten(claims, part, label, inner);
            } else if (value instanceof CBORItemList list
                    && list.getItems().stream().anyMatch(TokenClaims::isNested)) {
                int number = 0;
                for (CBORItem item : list.getItems()) {
                    number++;
                    claims.add(new TokenClaims(part, label + INTO + number, name(part, label), value(item)));
                }
            } else {
                claims.add(new TokenClaims(part, label, name(part, label), value(value)));
            }
        }
    }

    private static boolean isNested(CBORItem item) {
        return item instanceof CBORItemList || item instanceof CBORPairList;
    }

    private static String name(String part, String label) {
        return part.endsWith("Header") ? ClaimNames.ofHeader(label) : ClaimNames.of(label);
    }

    private static String value(CBORItem item) {
        return switch (item) {
            case CBORByteArray bytes -> HexFormat.of().formatHex(bytes.getValue());
            case CBORString text -> text.getValue();
            case CBORItemList list ->
                list.getItems().isEmpty()
                        ? "none"
                        : String.join(
                                " ",
                                list.getItems().stream().map(TokenClaims::value).toList());
            case CBORPairList map ->
                String.join(
                        " ",
                        map.getPairs().stream()
                                .map(pair -> value(pair.getKey()) + ": " + value(pair.getValue()))
                                .toList());
            default -> item.toString();
        };
    }

    private static @Nullable CBORItem decode(byte[] bytes) {
        try {
            return new CBORDecoder(bytes).next();
        } catch (IOException | RuntimeException notCbor) {
            return null;
        }
    }

    /**
     * Names of the claims in evidence and results, as {@code docs/evidence.cddl}, {@code psa-evidence.cddl} and
     * {@code attestation-result.cddl} have them.
     */
    private static final class ClaimNames {
        private static final String INTO = " › ";
        private static final Map<String, String> HEADER = Map.of("1", "Algorithm (-7: ES256)", "4", "Key ID");
        private static final Map<String, String> CLAIMS = Map.ofEntries(
                Map.entry("6", "Issued at, seconds since 1970"),
                Map.entry("10", "Nonce: the challenge that it answers"),
                Map.entry("256", "Instance ID"),
                Map.entry("263", "Debug state"),
                Map.entry("265", "Profile"),
                Map.entry("267", "Boot count"),
                Map.entry("268", "Boot seed"),
                Map.entry("1000", "Status (2 affirming, 32 warning, 96 contraindicated)"),
                Map.entry("1003", "Policy"),
                Map.entry("1004 › 0", "Verifier"),
                Map.entry("1004 › 1", "Verifier's build"),
                Map.entry("2394", "Client ID: the partition that keeps the keys"),
                Map.entry("2395", "Security lifecycle"),
                Map.entry("2396", "Implementation ID"),
                Map.entry("2398", "Certification reference"),
                Map.entry("2399", "Software component"),
                Map.entry("2400", "Verification service"),
                Map.entry("-70001", "Manufacturing state"),
                Map.entry("-70002", "Keystore's security version"),
                Map.entry("-70003", "Enabled capabilities"),
                Map.entry("-70004", "Measurement: type, component, image, digest, security version"),
                Map.entry("-70005", "Customer key"),
                Map.entry("-70006", "Update key"),
                Map.entry("-70007", "Anti-rollback fuses"),
                Map.entry("-70010", "Device ID"),
                Map.entry("-70011", "Policy's version"),
                Map.entry("-70012", "Finding: code, subject, message"),
                Map.entry("-70013", "Catalog"),
                Map.entry("1001 › 0", "Trustworthiness: instance identity"),
                Map.entry("1001 › 1", "Trustworthiness: configuration"),
                Map.entry("1001 › 2", "Trustworthiness: executables"),
                Map.entry("1001 › 3", "Trustworthiness: file system"),
                Map.entry("1001 › 4", "Trustworthiness: hardware"),
                Map.entry("1001 › 5", "Trustworthiness: runtime opaque"),
                Map.entry("1001 › 6", "Trustworthiness: storage opaque"),
                Map.entry("1001 › 7", "Trustworthiness: sourced data"));

        private ClaimNames() {}

        static String ofHeader(String label) {
            return HEADER.getOrDefault(label, "");
        }

        /** Names a claim by its numbers from the outside in: by the last one, or by the last two where these mean something. */
        static String of(String label) {
            String[] steps = label.split(INTO, -1);
            String last = steps[steps.length - 1];
            if (steps.length == 1) {
                return CLAIMS.getOrDefault(last, "");
            }
            String two = steps[steps.length - 2] + INTO + last;
            return CLAIMS.getOrDefault(two, CLAIMS.getOrDefault(last, ""));
        }
    }
}
