package dev.holdfast.backend.fleet;

import dev.holdfast.contract.operator.product.NoGroup;
import java.util.UUID;

/**
 * A device group that exists.
 *
 * @param id its GUID
 * @param product its product's name
 * @param name its name
 * @param policy what is delivered to it
 * @param targetManifest the manifest version that its devices should have, 0 when nothing is deployed
 */
public record GroupRef(UUID id, String product, String name, UpdatePolicy policy, long targetManifest) {
    /** Returns how it is called in sentences. */
    public String title() {
        return NoGroup.title(product, name);
    }
}
