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

    /** Takes a token apart; empty when it is nothing of what is known. */
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
}
