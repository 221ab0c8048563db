package dev.holdfast.ui.component;

import com.vaadin.flow.component.Svg;

/**
 * The console's icons, one for each concept: 24-pixel grid, 1.75-pixel line, color of the text. Assistive technology skips them,
 * because a text always stands beside an icon or names the control.
 */
public enum Icon {
    OVERVIEW("<path d='M4 13a8 8 0 1 1 16 0'/><path d='m12 13 3.5-4'/><path d='M4 17h16'/>"),
    DEVICE("<rect x='7' y='7' width='10' height='10' rx='1.5'/>"
            + "<path d='M10 7V3.5M14 7V3.5M10 20.500V17M14 20.500V17M7 10H3.500M7 14H3.500M20.5 10H17M20.5 14H17'/>"),
    PRODUCT("<path d='m12 3 8 4.500v9L12 21l-8-4.500v-9z'/><path d='m4 7.5 8 4.5 8-4.500M12 12v9'/>"),
    DEPLOYMENT("<path d='M12 15V4m0 0L8 8m4-4 4 4'/><path d='M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4'/>"),
    ROLLOUT("<path d='M4 20v-4h4v4zM10 20v-9h4v9zM16 20V5h4v15z'/>"),
    PAUSE("<path d='M8.5 5.500v13M15.5 5.500v13'/>"),
    IMAGE("<path d='M12 3 3.5 7.5 12 12l8.5-4.500z'/><path d='m3.5 12 8.5 4.5 8.5-4.5'/>"
            + "<path d='m3.5 16.5 8.5 4.5 8.5-4.5'/>"),
    AUDIT("<path d='M6 3h9l4 4v14H6z'/><path d='M15 3v4h4M9.5 12h6M9.5 16h6'/>"),
    SETTINGS("<path d='M4 7h8m5 0h3M4 12h2m5 0h9M4 17h9m5 0h2'/><circle cx='14.500' cy='7' r='2'/>"
            + "<circle cx='8.500' cy='12' r='2'/><circle cx='15.500' cy='17' r='2'/>"),
    POLICY(
            "<path d='M12 4v16M7 20h10M5 8h14'/><path d='m5 8-2.500 6a2.7 2.7 0 0 0 5 0zM19 8l-2.500 6a2.7 2.7 0 0 0 5 0z'/>"),
    REFERENCE("<path d='M5 4h11l3 3v13H5z'/><path d='m8.5 13 2.3 2.300 4.7-5'/>"),
    CERTIFICATE(
            "<circle cx='12' cy='9' r='5.500'/><path d='m8.5 13.5-1.300 7.500 4.800-2.500 4.800 2.500-1.300-7.500'/>"
                    + "<path d='m9.800 9.200 1.600 1.600 2.900-3.100'/>"),
    BELL("<path d='M6 16.500V11a6 6 0 0 1 12 0v5.500l1.5 1.500h-15z'/><path d='M10 20.500h4'/>"),
    CRITICAL(
            "<path d='M8.300 3.500h7.400l4.800 4.800v7.400l-4.800 4.800H8.300l-4.800-4.800V8.300z'/><path d='M12 8v5M12 16v.1'/>"),
    INFO("<circle cx='12' cy='12' r='8.5'/><path d='M12 11.500v4.500M12 8v.1'/>"),
    ANOMALY("<circle cx='8.500' cy='9' r='3'/><circle cx='16' cy='8' r='2.500'/>"
            + "<path d='M3 19c.6-3.500 2.7-5 5.500-5s4.900 1.500 5.500 5M14.5 13.200c3-.6 5.700.8 6.500 4.300'/>"),
    APPROVAL(
            "<circle cx='9' cy='8' r='3.500'/><path d='M3 20c.8-3.700 3-5.500 6-5.500 1.500 0 2.800.4 3.800 1.200'/><path d='m14.5 17.500 2.2 2.200 4.300-4.500'/>"),
    CHECK("<path d='m5 12.5 4.5 4.500L19 7.5'/>"),
    SHIELD("<path d='M12 3 5 5.800V11c0 4.6 2.9 8 7 10 4.1-2 7-5.4 7-10V5.800z'/><path d='m9 11.8 2.2 2.2 4-4.3'/>"),
    SHIELD_ALERT(
            "<path d='M12 3 5 5.800V11c0 4.6 2.9 8 7 10 4.1-2 7-5.4 7-10V5.800z'/><path d='m9.8 9.3 4.4 4.400m0-4.4-4.4 4.4'/>"),
    CLOCK_BACK("<path d='M4.5 12a7.5 7.5 0 1 0 2.6-5.700L4.5 8.5'/><path d='M4.5 4.500v4h4M12 8v4.300l3 1.7'/>"),
    QUESTION(
            "<circle cx='12' cy='12' r='8.5'/><path d='M9.7 9.500a2.4 2.4 0 1 1 3.3 2.200c-.6.3-1 .8-1 1.500v.3M12 16.800v.1'/>"),
    SILENT(
            "<path d='M4 9.500a12 12 0 0 1 4-2.400M20 9.500a12 12 0 0 0-7.500-3.200M7.5 13a7 7 0 0 1 2.500-1.500M16.500 13a7 7 0 0 0-1.500-1.100'/>"
                    + "<path d='M12 17.500v.1M4.500 4.500l15 15'/>"),
    HOURGLASS("<circle cx='12' cy='12' r='8.5'/><path d='M12 7.500V12l3 2'/>"),
    INSTALLED("<path d='M12 4v10m0 0-4-4m4 4 4-4'/><path d='M5 19.500h14'/>"),
    BLOCKED("<circle cx='12' cy='12' r='8.5'/><path d='m6 6 12 12'/>"),
    CROSS("<path d='m6.5 6.5 11 11m0-11-11 11'/>"),
    ALERT("<path d='M12 4 3 19.500h18z'/><path d='M12 10v4.500M12 17v.1'/>"),
    DASH("<path d='M7 12h10'/>"),
    COPY("<rect x='8.5' y='8.5' width='11' height='11' rx='1.5'/><path d='M15.5 8.500v-4h-11v11h4'/>"),
    DOWNLOAD("<path d='M12 4v11m0 0-4-4m4 4 4-4'/><path d='M5 19.500h14'/>"),
    PLUS("<path d='M12 5v14M5 12h14'/>"),
    SEARCH("<circle cx='10.5' cy='10.5' r='6'/><path d='m15 15 5 5'/>"),
    SUN(
            "<circle cx='12' cy='12' r='4'/><path d='M12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4'/>"),
    MOON("<path d='M19.5 14.500A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z'/>"),
    SCREEN("<rect x='3.5' y='4.5' width='17' height='12' rx='1.5'/><path d='M9 20h6M12 16.500V20'/>"),
    PERSON("<circle cx='12' cy='8' r='4'/><path d='M4.5 20c1-4 4-6 7.5-6s6.5 2 7.5 6'/>"),
    GATEWAY("<path d='M5 21V6l7-3 7 3v15'/><path d='M9.5 21v-7h5v7M3 21h18'/>"),
    KEY("<circle cx='8' cy='12' r='4'/><path d='M12 12h8.500m-3 0v3.500M16 12v2.500'/>"),
    ARROW("<path d='M5 12h14m0 0-5-5m5 5-5 5'/>");

    private final String shapes;

    Icon(String shapes) {
        this.shapes = shapes;
    }

    public Svg draw() {
        Svg svg = new Svg(markup());
        svg.addClassName("hf-icon");
        return svg;
    }

    String markup() {
        return "<svg viewBox='0 0 24 24' fill='none' stroke='currentColor' stroke-width='1.75' stroke-linecap='round'"
                + " stroke-linejoin='round' aria-hidden='true' focusable='false'>" + shapes + "</svg>";
    }
}
