package dev.holdfast.contract.operator.catalog;

import java.util.List;

/**
 * Impact of deleting a catalog. The preview changes nothing.
 *
 * @param devices number of devices; deletion requires 0
 * @param products number of products
 * @param images number of images
 * @param roles number of role assignments
 * @param tokens number of valid tokens
 * @param certificates number of device certificates that are neither expired nor revoked
 * @param consequences consequences, one sentence each
 */
public record CatalogDeletionImpact(
        long devices,
        long products,
        long images,
        long roles,
        long tokens,
        long certificates,
        List<String> consequences) {
    /** Copies the list. */
    public CatalogDeletionImpact {
        consequences = List.copyOf(consequences);
    }
}
