package dev.holdfast.backend.fleet;

import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.id.DeviceId;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A catalog with the product {@code Thermostat} and its five default groups, for one test.
 *
 * @param catalog name of the catalog
 */
public record Fleet(String catalog) {
    /** Creates a new catalog with the product. */
    public static Fleet create() {
        Fleet fleet = new Fleet(Operator.newCatalog());
        fleet.owner()
                .post(fleet.path("products"), Map.of("name", "Thermostat", "description", "A demo"))
                .statusCode(201);
        return fleet;
    }

    /** Returns an owner of the catalog. */
    public Operator owner() {
        return Operator.in(catalog, "owner");
    }

    /** Returns a person whose only role is in a group, or in the whole product if {@code group} is null. */
    public Operator given(String role, String product, @Nullable String group) {
        String name = "%s-of-%s-%s-%s".formatted(role, catalog, product, group);
        Map<String, String> member = new HashMap<>(
                Map.of("kind", "SUBJECT", "grantee", "id-of-" + name, "name", name, "role", role, "product", product));
        if (group != null) {
            member.put("group", group);
        }
        owner().post(path("members"), member).statusCode(201);
        return Operator.named(name);
    }

    /** Returns the GUID of the catalog. */
    public CatalogId catalogId() {
        return new CatalogId(
                UUID.fromString(owner().get("catalogs/" + catalog).extract().path("id")));
    }

    /** Returns the API path of a resource in the catalog. */
    public String path(String rest) {
        return "catalogs/" + catalog + "/" + rest;
    }

    /** Creates chips that are endorsed for this catalog. */
    public List<DeviceId> endorsedChips(int count) {
        return endorsedChips("MT3620AN", count);
    }

    /** Creates chips of a part that are endorsed for this catalog. */
    public List<DeviceId> endorsedChips(String part, int count) {
        List<DeviceId> chips = SiliconManufacturer.chips(count);
        Operator.installationOwner()
                .upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorseFor(catalog, part, chips).getBytes(StandardCharsets.US_ASCII))
                .statusCode(200);
        return chips;
    }

    /** Claims chips into a group of the product. Chips of the catalog move there. */
    public ValidatableResponse claim(String group, List<DeviceId> chips) {
        return claimInto("Thermostat", group, chips).statusCode(200);
    }

    /** Sends a claim as the catalog's owner. The claim may fail. */
    public ValidatableResponse claimInto(String product, String group, List<DeviceId> chips) {
        return owner().post(
                        path("devices/claim"),
                        Map.of(
                                "product",
                                product,
                                "group",
                                group,
                                "deviceIds",
                                chips.stream().map(DeviceId::text).toList()));
    }
}
