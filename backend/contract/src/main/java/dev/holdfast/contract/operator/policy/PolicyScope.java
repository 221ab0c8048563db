package dev.holdfast.contract.operator.policy;

/** What an attestation policy is for. Of those that apply to a device the nearest one decides alone. */
public enum PolicyScope {
    /** The policy that Holdfast ships: for whatever has no policy of its own. Nobody changes it. */
    SHIPPED,
    /** All devices of the catalog. */
    CATALOG,
    /** All devices of a product. */
    PRODUCT,
    /** The devices of one group. */
    GROUP
}
