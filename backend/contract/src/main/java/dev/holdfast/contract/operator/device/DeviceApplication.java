package dev.holdfast.contract.operator.device;

/**
 * An application that a device proved to run when it attested last.
 *
 * @param name its name among the reference values; empty when they do not know it
 * @param component component GUID
 * @param version its security version, which is an application's only version that is measured
 */
public record DeviceApplication(String name, String component, long version) {}
