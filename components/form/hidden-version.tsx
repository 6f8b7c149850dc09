/** The version of the record that the form was filled from; saving compares it with the one that stands. */
export const HiddenVersion = ({ value }: { value: number }) => <input type="hidden" name="version" value={value} />;
