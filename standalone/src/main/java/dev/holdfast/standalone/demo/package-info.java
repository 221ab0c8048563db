/**
 * The demo (two catalogs with products, images and deployments), the simulated silicon manufacturer with its devices, and the
 * sign-in of the command line. Everything goes through the operator API. Start reading at {@link
 * dev.holdfast.standalone.demo.DemoSeed}. {@link dev.holdfast.standalone.demo.Delivery} adds simulated devices to any catalog.
 */
@NullMarked
package dev.holdfast.standalone.demo;

import org.jspecify.annotations.NullMarked;
