package dev.holdfast.contract.operator.device;

/**
 * Application in the last attestation of a device.
 *
 * @param name name in the reference values; empty when unknown
 * @param component GUID of the component
 * @param version security version, the only measured version of an application
 */
public record DeviceApplication(String name, String component, long version) {}
