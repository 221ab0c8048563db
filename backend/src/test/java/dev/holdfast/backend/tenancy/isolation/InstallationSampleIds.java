package dev.holdfast.backend.tenancy.isolation;

import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.pki.root.ForeignCa;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Creates the resources of the installation that requests in {@code expected-responses.csv} name. */
public final class InstallationSampleIds {
    /**
     * Values of path variables that are the same in every catalog: audit entry 1, the path of a tile, a list, an issuer, an OCSP request in
     * base64, and one as a body.
     */
    static final Map<String, String> WORDS = Map.of(
            "sequence", "1",
            "path", "0/000.p/1",
            "list", "devices",
            "people/id", "id-of-petra.pichler",
            "issuer", "root",
            "request", "AAAA",
            "ocsp", "\u0001");

    private InstallationSampleIds() {}

    /** Creates one resource of each kind. */
    public static SampleIds create() {
        Operator owner = Operator.installationOwner();
        Map<String, String> ids = new HashMap<>(WORDS);
        List<DeviceId> chips = SiliconManufacturer.chips(1);
        owner.upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorse(chips).getBytes(StandardCharsets.US_ASCII))
                .statusCode(200);
        ids.put("deviceId", chips.getFirst().text());
        ids.put("fingerprint", SampleIds.digits(64));
        ids.put("manufacturer", SiliconManufacturer.OTHER);
        String name = SampleIds.digits(12);
        ids.put(
                "members/id",
                SampleCatalogs.id(
                        owner.post(
                                "members", Map.of("kind", "SUBJECT", "grantee", name, "name", name, "role", "READER")),
                        "id"));
        ids.put(
                "tokens/id",
                SampleCatalogs.id(
                        owner.post("tokens", Map.of("kind", "SERVICE", "name", name, "role", "READER", "days", 1)),
                        "token.id"));
        TestOs released = TestOs.ofNewPart();
        ids.put("os-releases/id", released.release("RetailEval", 1));
        ImagePackage spare = TestOs.ofNewPart().images(1).getFirst();
        owner.upload("os-images", "application/octet-stream", spare.bytes());
        ids.put("os-images/id", spare.metadata().image().text());
        TestOs next = TestOs.ofNewPart();
        List<ImagePackage> images = next.images(1);
        images.forEach(image -> owner.upload("os-images", "application/octet-stream", image.bytes()));
        ids.put("part", next.part());
        ids.put(
                "OS images",
                new JsonArray(images.stream()
                                .map(image -> image.metadata().image().text())
                                .toList())
                        .encode());
        ValidatableResponse root = owner.post("trust/roots", Map.of());
        ids.put("roots/id", SampleCatalogs.id(root, "id"));
        ids.put(
                "root",
                new JsonObject(Map.copyOf(ForeignCa.create().sign(root.extract().path("request")))).encode());
        return new SampleIds(ids);
    }
}
