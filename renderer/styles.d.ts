/** Style sheets are the bundler's business; importing one gives nothing. */
declare module '*.css';
