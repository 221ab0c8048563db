package dev.holdfast.ui.shell;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.id.DeviceId;
import java.util.UUID;

/** Addresses of pages, relative to the console's root. */
public final class Links {
    /** The chooser of catalogs. */
    public static final String CATALOGS = "catalogs";

    /** Ends the session here and at the identity provider; handled before the console's own routes. */
    public static final String SIGN_OUT = "logout";

    private Links() {}

    /** A catalog's overview. */
    public static String overview(String catalog) {
        return "c/" + catalog;
    }

    /** The device list. */
    public static String devices(String catalog) {
        return overview(catalog) + "/devices";
    }

    /** The device list with a query. */
    public static String devices(String catalog, QueryParameters query) {
        return new Location(devices(catalog), query).getPathWithQueryParameters();
    }

    /** The way for new devices into the catalog. */
    public static String addDevices(String catalog) {
        return devices(catalog) + "/add";
    }

    /** One device. */
    public static String device(String catalog, DeviceId device) {
        return devices(catalog) + "/" + device.text();
    }

    /** One tab of one device. */
    public static String device(String catalog, DeviceId device, String tab) {
        return device(catalog, device) + "/" + tab;
    }

    /** Products and groups. */
    public static String products(String catalog) {
        return overview(catalog) + "/products";
    }

    /** Images. */
    public static String images(String catalog) {
        return overview(catalog) + "/images";
    }

    /** Deployments. */
    public static String deployments(String catalog) {
        return overview(catalog) + "/deployments";
    }

    /** Deployments, with the dialog to start one open for an image. */
    public static String deploy(String catalog, String image) {
        return new Location(deployments(catalog), QueryParameters.of("image", image)).getPathWithQueryParameters();
    }

    /** One deployment. */
    public static String deployment(String catalog, UUID deployment) {
        return deployments(catalog) + "/" + deployment;
    }

    /** The audit log. */
    public static String audit(String catalog) {
        return overview(catalog) + "/audit";
    }
}
