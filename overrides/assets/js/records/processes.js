// The page of a process: its state on the day of the visit.
import { refresh, today } from "../labels.js";

refresh(document, today());
