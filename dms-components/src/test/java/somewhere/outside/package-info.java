/** A project of somebody else that adds an encoder and a decoder. */
package somewhere.outside;
