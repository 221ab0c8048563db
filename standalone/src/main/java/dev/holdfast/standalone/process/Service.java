package dev.holdfast.standalone.process;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A part of the product that runs as a process.
 *
 * @param name unique; also of its log and pid file
 * @param url where people or devices reach it, if they do
 * @param probe whether it works
 */
public record Service(String name, @Nullable URI url, Probe probe) {}
