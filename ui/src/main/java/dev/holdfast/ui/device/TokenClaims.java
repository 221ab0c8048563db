package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A claim of a decoded token: a COSE_Sign1 (RFC 9052), or a bundle around one. Signatures are not verified here, but in the backend.
 *
 * @param part the part of the token: header, claims, statement, bundle or signature
 * @param label the keys of the nested maps, from outside to inside, such as {@code 266 › pluton › 1000}. Items of a list of
 *     lists or maps add their number, from 1
 * @param name its name in the standard; empty if unknown
 * @param value bytes in hex, text as it is, list items separated by blanks
 */
record TokenClaims(String part, String label, String name, String value) {
    private static final int COSE_PARTS = 4;
    /** Between the keys of nested maps in a label. */
    private static final String INTO = " › ";

    private static final String PREFIX = "token-claims.";
    private static final String HEADER = "header";

    /** Decodes a token; empty if it is malformed. */
    static List<TokenClaims> of(byte[] token) {
        List<TokenClaims> claims = new ArrayList<>();
        CBORItem item = decode(token);
        while (item instanceof CBORTaggedItem tagged) {
            item = tagged.getTagContent();
        }
        if (item instanceof CBORItemList list) {
            read(claims, list.getItems(), PREFIX);
        }
        return List.copyOf(claims);
    }

    private static void read(List<TokenClaims> claims, List<? extends CBORItem> items, String outer) {
        boolean signed = items.size() == COSE_PARTS && items.get(1) instanceof CBORPairList;
        if (signed) {
            part(claims, outer + HEADER, items.get(0));
            part(claims, outer + "claims", items.get(2));
            claims.add(new TokenClaims(
                    text(outer + "signature"), "", text("token-claims.signature.name"), value(items.get(3))));
            return;
        }
        // A bundle: a token, statements as maps, and the device ID.
        for (CBORItem item : items) {
            CBORItem inner = item instanceof CBORByteArray bytes ? decode(bytes.getValue()) : item;
            if (inner instanceof CBORTaggedItem tagged && tagged.getTagContent() instanceof CBORItemList list) {
                read(claims, list.getItems(), "token-claims.inner-");
            } else if (inner instanceof CBORPairList map) {
                flatten(claims, PREFIX + "statement", "", map);
            } else {
                claims.add(new TokenClaims(text(PREFIX + "bundle"), "", text("claim-name.-70010"), value(item)));
            }
        }
    }

    private static void part(List<TokenClaims> claims, String part, CBORItem item) {
        if (item instanceof CBORByteArray bytes && decode(bytes.getValue()) instanceof CBORPairList map) {
            flatten(claims, part, "", map);
        } else {
            claims.add(new TokenClaims(text(part), "", "", value(item)));
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
                    claims.add(new TokenClaims(text(part), label + INTO + number, name(part, label), value(item)));
                }
            } else {
                claims.add(new TokenClaims(text(part), label, name(part, label), value(value)));
            }
        }
    }

    private static boolean isNested(CBORItem item) {
        return item instanceof CBORItemList || item instanceof CBORPairList;
    }

    private static String name(String part, String label) {
        return part.endsWith(HEADER) ? ClaimNames.ofHeader(label) : ClaimNames.of(label);
    }

    private static String value(CBORItem item) {
        return switch (item) {
            case CBORByteArray bytes -> HexFormat.of().formatHex(bytes.getValue());
            case CBORString text -> text.getValue();
            case CBORItemList list ->
                list.getItems().isEmpty()
                        ? text("devices.none")
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

    /** Names of claims in {@code docs/evidence.cddl}, {@code psa-evidence.cddl} and {@code attestation-result.cddl}. */
    private static final class ClaimNames {
        private static final Set<String> HEADER = Set.of("1", "4");
        private static final Set<String> CLAIMS = Set.of(
                "6",
                "10",
                "256",
                "263",
                "265",
                "267",
                "268",
                "1000",
                "1003",
                "1004 › 0",
                "1004 › 1",
                "2394",
                "2395",
                "2396",
                "2398",
                "2399",
                "2400",
                "-70001",
                "-70002",
                "-70003",
                "-70004",
                "-70005",
                "-70006",
                "-70007",
                "-70010",
                "-70011",
                "-70012",
                "-70013",
                "-70014",
                "-70015",
                "-70016",
                "1001 › 0",
                "1001 › 1",
                "1001 › 2",
                "1001 › 3",
                "1001 › 4",
                "1001 › 5",
                "1001 › 6",
                "1001 › 7");

        private ClaimNames() {}

        static String ofHeader(String label) {
            return HEADER.contains(label) ? text("header-name." + label) : "";
        }

        /** Returns the name of the last two keys together, or else of the last key. */
        static String of(String label) {
            String[] keys = label.split(INTO, -1);
            String last = keys[keys.length - 1];
            String two = keys.length == 1 ? last : keys[keys.length - 2] + INTO + last;
            String known = CLAIMS.contains(two) ? two : last;
            return CLAIMS.contains(known) ? text("claim-name." + known.replace(INTO, ".")) : "";
        }
    }
}
