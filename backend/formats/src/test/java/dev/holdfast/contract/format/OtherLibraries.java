package dev.holdfast.contract.format;

import COSE.CoseException;
import COSE.Message;
import COSE.MessageTag;
import COSE.OneKey;
import COSE.Sign1Message;
import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORString;
import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORException;
import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Arrays;
import java.util.Optional;

/** Decoders of independent libraries: Peter Occil's CBOR, and August Cellars' COSE on top of it. */
final class OtherLibraries {
    private static final int MAX_DEPTH = 8;

    private OtherLibraries() {}

    /** Decodes one item; empty if the bytes are not exactly one item, or have duplicate keys. */
    static Optional<CBORObject> cbor(byte[] bytes) {
        try {
            return Optional.of(CBORObject.DecodeFromBytes(bytes, CBOREncodeOptions.Default));
        } catch (CBORException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** Returns whether our decoder supports the item, and {@code bytes} are the canonical encoding of the item. */
    static boolean isOurKindOf(CBORObject item, byte[] bytes) {
        return isPlain(item, 0) && Arrays.equals(item.EncodeToBytes(), bytes);
    }

    private static boolean isPlain(CBORObject item, int depth) {
        if (item.isTagged()) {
            return false;
        }
        return switch (item.getType()) {
            case Integer -> item.CanValueFitInInt64();
            case ByteString, TextString -> true;
            case Array ->
                depth < MAX_DEPTH && item.getValues().stream().allMatch(element -> isPlain(element, depth + 1));
            case Map ->
                depth < MAX_DEPTH
                        && item.getEntries().stream()
                                .allMatch(entry -> isKey(entry.getKey()) && isPlain(entry.getValue(), depth + 1));
            default -> false;
        };
    }

    private static boolean isKey(CBORObject key) {
        return !key.isTagged()
                && (key.getType() == CBORType.TextString
                        || (key.getType() == CBORType.Integer && key.CanValueFitInInt64()));
    }

    /** Returns whether an item of our decoder and an item of the library have the same value. */
    static boolean agree(CBORItem ours, CBORObject theirs) {
        return switch (ours) {
            case CBORByteArray bytes ->
                theirs.getType() == CBORType.ByteString && Arrays.equals(bytes.getValue(), theirs.GetByteString());
            case CBORString text ->
                theirs.getType() == CBORType.TextString && text.getValue().equals(theirs.AsString());
            case CBORItemList list -> {
                boolean same =
                        theirs.getType() == CBORType.Array && list.getItems().size() == theirs.size();
                for (int i = 0; same && i < theirs.size(); i++) {
                    same = agree(list.getItems().get(i), theirs.get(i));
                }
                yield same;
            }
            case CBORPairList map -> {
                boolean same =
                        theirs.getType() == CBORType.Map && map.getPairs().size() == theirs.size();
                for (CBORPair pair : map.getPairs()) {
                    CBORObject key = CBORObject.DecodeFromBytes(pair.getKey().encode());
                    same = same && theirs.ContainsKey(key) && agree(pair.getValue(), theirs.get(key));
                }
                yield same;
            }
            default ->
                theirs.getType() == CBORType.Integer
                        && ours.parse() instanceof Number number
                        && number.longValue() == theirs.AsInt64Value();
        };
    }

    /** Returns whether the bytes are a COSE_Sign1 that {@code key} signed. */
    static boolean isSignedBy(byte[] message, P256PublicKey key, byte[] externalData) {
        try {
            Message decoded = Message.DecodeFromBytes(message, MessageTag.Sign1);
            decoded.setExternal(externalData);
            return decoded instanceof Sign1Message sign1 && sign1.validate(new OneKey(key.toJca(), null));
        } catch (CoseException | RuntimeException e) {
            return false;
        }
    }
}
