/** What somebody is called whose words were erased. */
export const DEPARTED = "Departed player";
