package dev.holdfast.backend.installation;

import dev.holdfast.contract.id.P256PublicKey;
import java.util.List;

/** Public keys of the installation and of catalogs, as the operator API lists them. */
public final class PublicKeys {
    private PublicKeys() {}

    /** Returns the keys that sign manifest sets, oldest first. */
    public static List<P256PublicKey> setKeys() {
        return Operator.installationOwner().get("trust").extract().<List<String>>path("setKeys").stream()
                .map(P256PublicKey::parse)
                .toList();
    }

    /** Returns the newest key that signs manifest sets. */
    public static P256PublicKey setKey() {
        return setKeys().getLast();
    }

    /** Returns the key that signs new images of a catalog. */
    public static P256PublicKey imageKey(String catalog) {
        return P256PublicKey.parse(Operator.in(catalog, "reader")
                .get("catalogs/" + catalog + "/image-keys")
                .extract()
                .path("items[0].publicKey"));
    }
}
