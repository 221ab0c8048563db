package dev.holdfast.contract.mt3620;

import java.util.Arrays;
import java.util.Optional;

/**
 * Capabilities of Azure Sphere, with their u16 numbers in capability files. A cloud service, such as Holdfast, issues only two
 * of them. The other capabilities open the chip itself, so only the silicon manufacturer issues them. Readers keep unknown
 * numbers and ignore them.
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
    /** Sideloading and debugging of applications. The device installs no application updates from the cloud. */
    APPLICATION_DEVELOPMENT(11, "ApplicationDevelopment"),
    /** Radio tests. A device has this capability until its manufacturing state is {@code Module1Complete}. */
    RF_TEST_MODE(12, "EnableRfTestMode"),
    /** Servicing sessions of technicians on finished devices. */
    FIELD_SERVICING(13, "FieldServicing");

    private final int number;
    private final String apiName;

    Capability(int number, String apiName) {
        this.number = number;
        this.apiName = apiName;
    }

    /** Returns the number in capability files, a u16. */
    public int number() {
        return number;
    }

    /** Returns the name in the REST API, or in Azure Sphere's tools if the API has none. */
    public String apiName() {
        return apiName;
    }

    /** Returns whether a cloud service may issue the capability to a customer. */
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
