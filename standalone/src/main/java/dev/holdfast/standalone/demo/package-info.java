/**
 * What one machine plays besides running Holdfast: the demo (two catalogs, their products, images and deployments, made
 * through the operator API by the demo's own users), the simulated silicon manufacturer and its devices, and how a command line
 * signs in. Start reading at {@link dev.holdfast.standalone.demo.DemoSeed}; simulated devices for any other catalog, also
 * of a real installation, come by {@link dev.holdfast.standalone.demo.Delivery}.
 */
@NullMarked
package dev.holdfast.standalone.demo;

import org.jspecify.annotations.NullMarked;
