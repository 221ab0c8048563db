package dev.holdfast.contract.mt3620;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a capability file may allow on one device, with its u16 numbers. Only two are the cloud's to sign; the others
 * open the chip itself and belong to who makes it, so no service ever issues them. A number that is not here is kept by
 * readers and means nothing.
 */
public enum Capability {
    /** Software signed with the test key boots. */
    ALLOW_TEST_KEY_SIGNED_SOFTWARE(1, "AllowTestKeySignedSoftware"),
    /** Debugger on Pluton's core. */
    PLUTON_DEBUGGING(2, "EnablePlutonDebugging"),
    /** Debugger on the Cortex-A7. */
    A7_DEBUGGING(3, "EnableA7Debugging"),
    /** Debugger on the Wi-Fi core. */
    N9_DEBUGGING(4, "EnableN9Debugging"),
    /** GDB on the Cortex-A7; no longer used. */
    A7_GDB_DEBUGGING(5, "EnableA7GdbDebugging"),
    /** Debugger on the first real-time core; no longer used. */
    IO_M4_1_DEBUGGING(6, "EnableIoM41Debugging"),
    /** Debugger on the second real-time core; no longer used. */
    IO_M4_2_DEBUGGING(7, "EnableIoM42Debugging"),
    /** Console of the Cortex-A7. */
    A7_CONSOLE(8, "EnableA7Console"),
    /** The loader of the silicon manufacturer's system-level test. */
    SLT_LOADER(9, "EnableSltLoader"),
    /** Development of the operating system. */
    SYSTEM_SOFTWARE_DEVELOPMENT(10, "EnableSystemSoftwareDevelopment"),
    /** Sideloading and debugging of applications; application updates from the cloud stop meanwhile. */
    APPLICATION_DEVELOPMENT(11, "ApplicationDevelopment"),
    /** Radio test; a device has it until its module is complete. */
    RF_TEST_MODE(12, "EnableRfTestMode"),
    /** A service technician's session on a finished device. */
    FIELD_SERVICING(13, "FieldServicing");

    private final int number;
    private final String apiName;

    Capability(int number, String apiName) {
        this.number = number;
        this.apiName = apiName;
    }

    /** Returns the u16 in a capability file. */
    public int number() {
        return number;
    }

    /** Returns the name: the REST API's where it has one, else that of Azure Sphere's tools. */
    public String apiName() {
        return apiName;
    }

    /** Returns whether a cloud service may sign it for a customer. */
    public boolean issuedByCloud() {
        return this == APPLICATION_DEVELOPMENT || this == FIELD_SERVICING;
    }

    /** Finds a capability by its number. */
    public static Optional<Capability> ofNumber(int number) {
        return Arrays.stream(values())
                .filter(capability -> capability.number == number)
                .findFirst();
    }

    /** Finds a capability by its name. */
    public static Optional<Capability> ofApiName(String name) {
        return Arrays.stream(values())
                .filter(capability -> capability.apiName.equals(name))
                .findFirst();
    }
}
