/**
 * Prometheus metrics of the installation. {@link dev.holdfast.backend.metrics.InstallationMetrics} reads the database on a schedule, so a
 * scrape costs nothing. Features count their own events.
 */
@NullMarked
package dev.holdfast.backend.metrics;

import org.jspecify.annotations.NullMarked;
