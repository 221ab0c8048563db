package dev.holdfast.contract.operator.policy;

/** Scope of an attestation policy. Only the policy of the narrowest scope decides on a device. */
public enum PolicyScope {
    /** Policy of Holdfast, which applies when no other does. Read-only. */
    SHIPPED,
    /** All devices of the catalog. */
    CATALOG,
    /** All devices of a product. */
    PRODUCT,
    /** All devices of a device group. */
    GROUP
}
